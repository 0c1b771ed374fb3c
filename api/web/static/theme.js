// Loaded before the first paint, so that a chosen theme never flashes.
(() => {
  const KEY = "hocvu-theme";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const current = () => root.dataset.theme || (dark.matches ? "dark" : "light");
  const apply = (theme) => {
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  };

  root.classList.add("js");
  apply(stored());
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    if (!button) return;
    const show = () => button.setAttribute("aria-pressed", String(current() === "dark"));
    button.hidden = false;
    show();
    dark.addEventListener("change", show);
    button.addEventListener("click", () => {
      apply(current() === "dark" ? "light" : "dark");
      show();
      try {
        localStorage.setItem(KEY, current());
      } catch {
        // A browser that keeps nothing still changes the theme of this page.
      }
    });
  });
})();
