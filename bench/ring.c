/*
 * The yardstick: the dynamics of a ring in plain C, for comparison with the compiled kernels.
 * One stage is an exact rotation of every site (A) and a kick by V = r^4/4 (B), with every bond's energy transfer
 * accumulated. Usage: ring SITES REPLICAS STAGES; prints site-kicks per second.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static double *array(int n) {
  double *a = aligned_alloc(64, (n * sizeof(double) + 63) / 64 * 64);
  if (!a) exit(1);
  return a;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  const int n = atoi(argv[1]), replicas = atoi(argv[2]), stages = atoi(argv[3]);
  const double h = 0.05, epsilon = 0.1;
  double *q = array(n * replicas), *p = array(n * replicas), *transfer = array(n * replicas);
  double *c = array(n), *a = array(n), *b = array(n), *force = array(n), *before = array(n);
  unsigned state = 1;
  for (int x = 0; x < n; x++) {
    state = state * 1664525u + 1013904223u;
    const double omega = 1 + state / 4294967296.0;
    c[x] = cos(omega * h);
    a[x] = sin(omega * h) / omega;
    b[x] = -sin(omega * h) * omega;
  }
  for (int i = 0; i < n * replicas; i++) {
    state = state * 1664525u + 1013904223u;
    q[i] = state / 2147483648.0 - 1;
    state = state * 1664525u + 1013904223u;
    p[i] = state / 2147483648.0 - 1;
    transfer[i] = 0;
  }
  const double start = seconds();
  for (int r = 0; r < replicas; r++) {
    double *Q = q + (size_t)r * n, *P = p + (size_t)r * n, *T = transfer + (size_t)r * n;
    for (int s = 0; s < stages; s++) {
      for (int x = 0; x < n; x++) {
        const double u = Q[x], v = P[x];
        Q[x] = c[x] * u + a[x] * v;
        P[x] = b[x] * u + c[x] * v;
      }
      for (int x = 0; x < n; x++) {
        const int y = x + 1 == n ? 0 : x + 1;
        const double d = Q[x] - Q[y];
        force[x] = epsilon * h * d * d * d;
      }
      for (int x = 0; x < n; x++) {
        const int y = x == 0 ? n - 1 : x - 1;
        before[x] = P[x];
        P[x] += force[y] - force[x];
      }
      for (int x = 0; x < n; x++) {
        const int y = x + 1 == n ? 0 : x + 1;
        T[x] += 0.25 * force[x] * (before[x] + P[x] + before[y] + P[y]);
      }
    }
  }
  const double spent = seconds() - start;
  double check = 0;
  for (int i = 0; i < n * replicas; i++) check += transfer[i];
  fprintf(stderr, "%g\n", check);
  printf("%.6e\n", (double)n * replicas * stages / spent);
  return 0;
}
