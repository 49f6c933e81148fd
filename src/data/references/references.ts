import type { Reference } from './reference.js';

/** The paper on which falloff is based. */
export const huveneers2013: Reference = {
  key: 'Huveneers2013',
  authors: ['Huveneers, François'],
  title:
    'Drastic fall-off of the thermal conductivity for disordered lattices in the limit of weak anharmonic interactions',
  journal: 'Nonlinearity',
  volume: '26',
  pages: '837–854',
  year: 2013,
  doi: '10.1088/0951-7715/26/3/837',
  arXiv: '1203.3587',
};

/**
 * Publications that several components cite; one that only a single component cites stands in that component's file.
 */

export const laskarRobutel2001: Reference = {
  key: 'LaskarRobutel2001',
  authors: ['Laskar, Jacques', 'Robutel, Philippe'],
  title: 'High order symplectic integrators for perturbed Hamiltonian systems',
  journal: 'Celestial Mechanics and Dynamical Astronomy',
  volume: '80',
  pages: '39–62',
  year: 2001,
  doi: '10.1023/A:1012098603882',
};

export const blanes2013: Reference = {
  key: 'Blanes2013',
  authors: [
    'Blanes, Sergio',
    'Casas, Fernando',
    'Farrés, Ariadna',
    'Laskar, Jacques',
    'Makazaga, Joseba',
    'Murua, Ander',
  ],
  title: 'New families of symplectic splitting methods for numerical integration in dynamical astronomy',
  journal: 'Applied Numerical Mathematics',
  volume: '68',
  pages: '58–72',
  year: 2013,
  doi: '10.1016/j.apnum.2013.01.003',
  arXiv: '1208.0689',
};

export const blanesMoan2002: Reference = {
  key: 'BlanesMoan2002',
  authors: ['Blanes, Sergio', 'Moan, Per Christian'],
  title: 'Practical symplectic partitioned Runge–Kutta and Runge–Kutta–Nyström methods',
  journal: 'Journal of Computational and Applied Mathematics',
  volume: '142',
  pages: '313–330',
  year: 2002,
  doi: '10.1016/S0377-0427(01)00492-7',
};

export const green1954: Reference = {
  key: 'Green1954',
  authors: ['Green, Melville S.'],
  title:
    'Markoff random processes and the statistical mechanics of time-dependent phenomena. II. Irreversible processes in fluids',
  journal: 'Journal of Chemical Physics',
  volume: '22',
  pages: '398–413',
  year: 1954,
  doi: '10.1063/1.1740082',
};

export const kubo1957: Reference = {
  key: 'Kubo1957',
  authors: ['Kubo, Ryogo'],
  title:
    'Statistical-mechanical theory of irreversible processes. I. General theory and simple applications to magnetic and conduction problems',
  journal: 'Journal of the Physical Society of Japan',
  volume: '12',
  pages: '570–586',
  year: 1957,
  doi: '10.1143/JPSJ.12.570',
};

export const duane1987: Reference = {
  key: 'Duane1987',
  authors: ['Duane, Simon', 'Kennedy, A. D.', 'Pendleton, Brian J.', 'Roweth, Duncan'],
  title: 'Hybrid Monte Carlo',
  journal: 'Physics Letters B',
  volume: '195',
  pages: '216–222',
  year: 1987,
  doi: '10.1016/0370-2693(87)91197-X',
};

export const salmon2011: Reference = {
  key: 'Salmon2011',
  authors: ['Salmon, John K.', 'Moraes, Mark A.', 'Dror, Ron O.', 'Shaw, David E.'],
  title: 'Parallel random numbers: as easy as 1, 2, 3',
  journal: "Proceedings of the International Conference for High Performance Computing (SC '11)",
  pages: '1–12',
  year: 2011,
  doi: '10.1145/2063384.2063405',
};

export const dharLebowitz2008: Reference = {
  key: 'DharLebowitz2008',
  authors: ['Dhar, Abhishek', 'Lebowitz, Joel L.'],
  title: 'Effect of phonon–phonon interactions on localization',
  journal: 'Physical Review Letters',
  volume: '100',
  pages: '134301',
  year: 2008,
  doi: '10.1103/PhysRevLett.100.134301',
};

export const oganesyan2009: Reference = {
  key: 'Oganesyan2009',
  authors: ['Oganesyan, Vadim', 'Pal, Arijeet', 'Huse, David A.'],
  title: 'Energy transport in disordered classical spin chains',
  journal: 'Physical Review B',
  volume: '80',
  pages: '115104',
  year: 2009,
  doi: '10.1103/PhysRevB.80.115104',
};

export const riederLebowitzLieb1967: Reference = {
  key: 'RiederLebowitzLieb1967',
  authors: ['Rieder, Z.', 'Lebowitz, J. L.', 'Lieb, E.'],
  title: 'Properties of a harmonic crystal in a stationary nonequilibrium state',
  journal: 'Journal of Mathematical Physics',
  volume: '8',
  pages: '1073–1078',
  year: 1967,
  doi: '10.1063/1.1705319',
};

/** The paper's reference [3]. */
export const basko2011: Reference = {
  key: 'Basko2011',
  authors: ['Basko, D. M.'],
  title:
    'Weak chaos in the disordered nonlinear Schrödinger chain: Destruction of Anderson localization by Arnold diffusion',
  journal: 'Annals of Physics',
  volume: '326',
  pages: '1577–1655',
  year: 2011,
  doi: '10.1016/j.aop.2011.02.004',
};

export const flachKrimerSkokos2009: Reference = {
  key: 'FlachKrimerSkokos2009',
  authors: ['Flach, Sergej', 'Krimer, Dmitry O.', 'Skokos, Charalampos'],
  title: 'Universal spreading of wave packets in disordered nonlinear systems',
  journal: 'Physical Review Letters',
  volume: '102',
  pages: '024101',
  year: 2009,
  doi: '10.1103/PhysRevLett.102.024101',
};

export const laptyeva2010: Reference = {
  key: 'Laptyeva2010',
  authors: [
    'Laptyeva, Tetyana V.',
    'Bodyfelt, Joshua D.',
    'Krimer, Dmitry O.',
    'Skokos, Charalampos',
    'Flach, Sergej',
  ],
  title: 'The crossover from strong to weak chaos for nonlinear waves in disordered systems',
  journal: 'EPL (Europhysics Letters)',
  volume: '91',
  pages: '30001',
  year: 2010,
  doi: '10.1209/0295-5075/91/30001',
};
