/** The variables that VS Code's default themes give a webview, for pages that are served without VS Code. */

export type ThemeName = 'light' | 'dark' | 'high-contrast' | 'high-contrast-light';

/** Workbench color ids with a dot where the CSS variable has a hyphen. */
const themes: Record<ThemeName, { readonly bodyClass: string; readonly colors: Readonly<Record<string, string>> }> = {
  light: {
    bodyClass: 'vscode-light',
    colors: {
      'foreground': '#3b3b3b', 'descriptionForeground': '#3b3b3bcc', 'focusBorder': '#005fb8', 'editor.background': '#ffffff', 'editor.foreground': '#3b3b3b',
      'panel.border': '#e5e5e5', 'widget.border': '#e5e5e5', 'editorWidget.background': '#f8f8f8', 'editorWidget.border': '#c8c8c8',
      'editorHoverWidget.background': '#f8f8f8', 'editorHoverWidget.foreground': '#3b3b3b', 'editorHoverWidget.border': '#c8c8c8',
      'button.background': '#005fb8', 'button.foreground': '#ffffff', 'button.hoverBackground': '#0258a8', 'button.border': '#0000001a',
      'button.secondaryBackground': '#e5e5e5', 'button.secondaryForeground': '#3b3b3b', 'button.secondaryHoverBackground': '#cccccc',
      'dropdown.background': '#ffffff', 'dropdown.foreground': '#3b3b3b', 'dropdown.border': '#cecece',
      'list.hoverBackground': '#f2f2f2', 'list.inactiveSelectionBackground': '#e4e6f1', 'progressBar.background': '#005fb8',
      'textLink.foreground': '#005fb8', 'textLink.activeForeground': '#005fb8', 'editorError.foreground': '#e51400', 'editorWarning.foreground': '#bf8803', 'editorInfo.foreground': '#1a85ff',
      'charts.foreground': '#3b3b3b', 'charts.lines': '#3b3b3b80', 'charts.red': '#e51400', 'charts.blue': '#1a85ff', 'charts.yellow': '#bf8803', 'charts.orange': '#d18616', 'charts.green': '#388a34', 'charts.purple': '#652d90',
    },
  },
  dark: {
    bodyClass: 'vscode-dark',
    colors: {
      'foreground': '#cccccc', 'descriptionForeground': '#9d9d9d', 'focusBorder': '#0078d4', 'editor.background': '#1f1f1f', 'editor.foreground': '#cccccc',
      'panel.border': '#2b2b2b', 'widget.border': '#313131', 'editorWidget.background': '#202020', 'editorWidget.border': '#454545',
      'editorHoverWidget.background': '#202020', 'editorHoverWidget.foreground': '#cccccc', 'editorHoverWidget.border': '#454545',
      'button.background': '#0078d4', 'button.foreground': '#ffffff', 'button.hoverBackground': '#026ec1', 'button.border': '#ffffff12',
      'button.secondaryBackground': '#313131', 'button.secondaryForeground': '#cccccc', 'button.secondaryHoverBackground': '#3c3c3c',
      'dropdown.background': '#313131', 'dropdown.foreground': '#cccccc', 'dropdown.border': '#3c3c3c',
      'list.hoverBackground': '#2a2d2e', 'list.inactiveSelectionBackground': '#37373d', 'progressBar.background': '#0078d4',
      'textLink.foreground': '#4daafc', 'textLink.activeForeground': '#4daafc', 'editorError.foreground': '#f14c4c', 'editorWarning.foreground': '#cca700', 'editorInfo.foreground': '#3794ff',
      'charts.foreground': '#cccccc', 'charts.lines': '#cccccc80', 'charts.red': '#f14c4c', 'charts.blue': '#3794ff', 'charts.yellow': '#cca700', 'charts.orange': '#d18616', 'charts.green': '#89d185', 'charts.purple': '#b180d7',
    },
  },
  'high-contrast': {
    bodyClass: 'vscode-high-contrast',
    colors: {
      'foreground': '#ffffff', 'descriptionForeground': '#ffffffb3', 'focusBorder': '#f38518', 'contrastBorder': '#6fc3df', 'contrastActiveBorder': '#f38518', 'editor.background': '#000000', 'editor.foreground': '#ffffff',
      'panel.border': '#6fc3df', 'editorWidget.background': '#0c141f', 'editorWidget.border': '#6fc3df',
      'editorHoverWidget.background': '#0c141f', 'editorHoverWidget.foreground': '#ffffff', 'editorHoverWidget.border': '#6fc3df',
      'button.background': '#000000', 'button.foreground': '#ffffff', 'button.border': '#6fc3df', 'button.secondaryForeground': '#ffffff',
      'dropdown.background': '#000000', 'dropdown.foreground': '#ffffff', 'dropdown.border': '#6fc3df',
      'list.hoverBackground': '#ffffff1a', 'progressBar.background': '#6fc3df',
      'textLink.foreground': '#21a6ff', 'textLink.activeForeground': '#21a6ff', 'editorError.foreground': '#f48771', 'editorWarning.foreground': '#ffd370', 'editorInfo.foreground': '#3794ff',
      'charts.foreground': '#ffffff', 'charts.lines': '#ffffff80', 'charts.red': '#f48771', 'charts.blue': '#3794ff', 'charts.yellow': '#ffd370', 'charts.orange': '#d18616', 'charts.green': '#89d185', 'charts.purple': '#b180d7',
    },
  },
  'high-contrast-light': {
    bodyClass: 'vscode-high-contrast-light vscode-high-contrast',
    colors: {
      'foreground': '#292929', 'descriptionForeground': '#292929b3', 'focusBorder': '#006bbd', 'contrastBorder': '#0f4a85', 'contrastActiveBorder': '#006bbd', 'editor.background': '#ffffff', 'editor.foreground': '#292929',
      'panel.border': '#0f4a85', 'editorWidget.background': '#ffffff', 'editorWidget.border': '#0f4a85',
      'editorHoverWidget.background': '#ffffff', 'editorHoverWidget.foreground': '#292929', 'editorHoverWidget.border': '#0f4a85',
      'button.background': '#0f4a85', 'button.foreground': '#ffffff', 'button.border': '#0f4a85', 'button.secondaryBackground': '#ffffff', 'button.secondaryForeground': '#292929',
      'dropdown.background': '#ffffff', 'dropdown.foreground': '#292929', 'dropdown.border': '#0f4a85',
      'list.hoverBackground': '#0f4a851a', 'progressBar.background': '#0f4a85',
      'textLink.foreground': '#0f4a85', 'textLink.activeForeground': '#0f4a85', 'editorError.foreground': '#b5200d', 'editorWarning.foreground': '#895503', 'editorInfo.foreground': '#1a85ff',
      'charts.foreground': '#292929', 'charts.lines': '#29292980', 'charts.red': '#b5200d', 'charts.blue': '#1a85ff', 'charts.yellow': '#895503', 'charts.orange': '#d18616', 'charts.green': '#374e06', 'charts.purple': '#652d90',
    },
  },
};

export const themeNames = Object.keys(themes) as readonly ThemeName[];

export function bodyClass(theme: ThemeName): string {
  return themes[theme].bodyClass;
}

/** The stylesheet that stands in for what VS Code puts on the root of each webview, its default rules included. */
export function themeCss(theme: ThemeName): string {
  const colors = Object.entries(themes[theme].colors).map(([id, value]) => `--vscode-${id.replaceAll('.', '-')}: ${value};`);
  return `@layer vscode-default { body { padding: 0 20px; font-size: 13px; } }
:root { ${colors.join(' ')} --vscode-font-family: system-ui, sans-serif; --vscode-font-size: 13px; --vscode-editor-font-family: monospace; }`;
}
