/* Sets colour scheme and language before the first paint, so that nothing flashes. */
{
  const root = document.documentElement;
  let scheme = null;
  try {
    scheme = localStorage.getItem("gallery.color-scheme");
    root.lang = localStorage.getItem("gallery.language") || navigator.language || "en";
  } catch {
    // Storage is blocked: the system's choice counts.
  }
  if (scheme !== "light" && scheme !== "dark") {
    scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  root.setAttribute("data-mantine-color-scheme", scheme);
}
