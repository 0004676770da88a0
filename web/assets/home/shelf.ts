const SHOWN = 8;

/** What the home page asks for; the route asks it before the page is there. */
export const SHELF = {
  featured: { featured: "true", limit: SHOWN },
  trending: { sort: "trending", limit: SHOWN },
  updated: { sort: "updated", limit: SHOWN },
} as const;
