/** Gives the pictures in hovers their colors, their outermost element, and the address by which Markdown shows them. */

/** An image in a hover is a document of its own, which cannot read the theme's colors. */
export interface Palette {
  readonly text: string;
  readonly line: string;
  readonly mark: string;
  readonly lineWidth: number;
}

export const palettes = {
  dark: { text: '#cccccc', line: '#75beff', mark: '#ffcc66', lineWidth: 1.5 },
  light: { text: '#3b3b3b', line: '#0063b1', mark: '#a04b00', lineWidth: 1.5 },
  highContrast: { text: '#ffffff', line: '#ffffff', mark: '#ffff00', lineWidth: 2 },
  highContrastLight: { text: '#000000', line: '#000000', mark: '#8b0000', lineWidth: 2 },
} satisfies Record<string, Palette>;

/** @param fontSize in pixels, for text without its own */
export function openSvg(width: number, height: number, fontSize: number, { text }: Palette): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `font-family="sans-serif" font-size="${fontSize}" fill="${text}">`
  );
}

/** The picture as an address that Markdown can show. */
export function svgDataUri(svg: string): string {
  // Layer names may hold any character, but `btoa` takes bytes.
  return `data:image/svg+xml;base64,${btoa(String.fromCharCode(...new TextEncoder().encode(svg)))}`;
}

/** Rounds a coordinate to a tenth of a pixel. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
