// Light or dark, before anything is painted: what was chosen here last, else what the system says.
"use strict";

const theme = {
  KEY: "paperkg-theme",
  // Where a browser keeps nothing for files from disk, a choice lasts as long as the page.
  kept() {
    try {
      return localStorage.getItem(theme.KEY);
    } catch {
      return null;
    }
  },
  keep(name) {
    try {
      localStorage.setItem(theme.KEY, name);
    } catch {
      return;
    }
  },
  system: matchMedia("(prefers-color-scheme: dark)"),
  set(name) {
    document.documentElement.dataset.theme = name;
  },
};
const systemTheme = () => (theme.system.matches ? "dark" : "light");
theme.set(["light", "dark"].includes(theme.kept()) ? theme.kept() : systemTheme());
