import * as Plot from '@observablehq/plot';
import { element, plotted, type DrawingDocument, type SvgNode } from './canvas.js';
import type { LogAxis } from './axis.js';
import type { Style } from './style.js';

/** An axis of a panel: logarithmic, or with the ticks given on a linear scale. */
export interface PanelAxis extends LogAxis {
  readonly type: 'log' | 'linear';
  /** Empty where a neighbour bears the name. */
  readonly label: string;
}

export interface PanelRequest {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly x: PanelAxis;
  readonly y: PanelAxis;
  readonly marks: readonly Plot.Markish[];
  readonly style: Style;
  /** Written in the middle of a panel that has nothing to show. */
  readonly empty?: string;
}

/** Margins in units of the font size: room for 10⁻¹⁴ and a name beside it, and for a number and a name below. */
function margins(
  style: Style,
  titled: boolean,
): { top: number; right: number; bottom: number; left: number } {
  const f = style.fontSize;
  return { top: (titled ? 2 : 0.5) * f, right: 0.9 * f, bottom: 3.1 * f, left: 5.6 * f };
}

/** What a panel's margins leave of it. */
export function innerSize(
  width: number,
  height: number,
  style: Style,
  titled: boolean,
): { readonly width: number; readonly height: number } {
  const { top, right, bottom, left } = margins(style, titled);
  return { width: width - left - right, height: height - top - bottom };
}

/** A framed panel with ticks inside on both axes, their numbers and names, and a title above if it has one. */
export function panel(document: DrawingDocument, request: PanelRequest): SvgNode {
  const { width, height, style, x, y } = request;
  const room = margins(style, request.title !== '');
  const ink = style.colours.ink;
  const group = plotted(document, {
    width,
    height,
    margins: room,
    ink,
    x: { type: x.type, domain: x.domain },
    y: { type: y.type, domain: y.domain },
    marks: [
      Plot.frame({ stroke: ink, strokeWidth: 0.9 }),
      // A scale without a value on it would be invented.
      ...(request.empty === undefined ? scales(x, y, style) : []),
      ...request.marks,
    ],
  });
  const middle = (room.left + width - room.right) / 2;
  const half = (room.top + height - room.bottom) / 2;
  const words = { fill: ink, 'font-size': style.fontSize, 'text-anchor': 'middle' };
  const name = (text: string, attributes: Record<string, string | number>): void => {
    if (text !== '') group.appendChild(element(document, 'text', { ...words, ...attributes }, text));
  };
  name(x.label, { x: middle, y: height - 0.55 * style.fontSize, class: 'axis-name' });
  name(y.label, {
    transform: `translate(${String(0.95 * style.fontSize)},${String(half)}) rotate(-90)`,
    class: 'axis-name',
  });
  name(request.title, { x: middle, y: room.top - 0.5 * style.fontSize, class: 'panel-title' });
  name(request.empty ?? '', { x: middle, y: half, fill: style.colours.guide, class: 'empty' });
  return group;
}

function scales(x: LogAxis, y: LogAxis, style: Style): Plot.Markish[] {
  const look = { stroke: style.colours.ink, strokeWidth: 0.8 };
  const [long, short] = [0.5 * style.fontSize, 0.28 * style.fontSize];
  return [
    ...ticks('x', x.labelled, long, look),
    ...ticks('x', x.minor, short, look),
    ...ticks('y', y.labelled, long, look),
    ...ticks('y', y.minor, short, look),
    ...numbers('x', x, style),
    ...numbers('y', y, style),
  ];
}

/** Ticks that grow inwards from both sides of the frame. */
function ticks(
  axis: 'x' | 'y',
  at: readonly number[],
  length: number,
  look: { readonly stroke: string; readonly strokeWidth: number },
): Plot.Markish[] {
  if (axis === 'x') {
    const options = (anchor: 'top' | 'bottom'): unknown => ({
      anchor,
      tickSize: -length,
      ticks: at,
      ...look,
    });
    return [
      Plot.axisX(at, {
        ...(options('bottom') as Plot.AxisXOptions),
        tickFormat: '',
        label: null,
        text: null,
      }),
      Plot.axisX(at, { ...(options('top') as Plot.AxisXOptions), tickFormat: '', label: null, text: null }),
    ];
  }
  const options = (anchor: 'left' | 'right'): unknown => ({ anchor, tickSize: -length, ticks: at, ...look });
  return [
    Plot.axisY(at, { ...(options('left') as Plot.AxisYOptions), tickFormat: '', label: null, text: null }),
    Plot.axisY(at, { ...(options('right') as Plot.AxisYOptions), tickFormat: '', label: null, text: null }),
  ];
}

function numbers(axis: 'x' | 'y', scale: LogAxis, style: Style): Plot.Markish[] {
  const common = {
    text: scale.labelled.map(scale.text),
    fill: style.colours.ink,
    fontSize: style.fontSize * 0.94,
  };
  const options: unknown =
    axis === 'x'
      ? { ...common, x: scale.labelled, frameAnchor: 'bottom', dy: 1.05 * style.fontSize }
      : { ...common, y: scale.labelled, frameAnchor: 'left', textAnchor: 'end', dx: -0.4 * style.fontSize };
  return [Plot.text(scale.labelled, options as Plot.TextOptions)];
}
