const SHOWN = 8;
const ARTICLES = 4;

/** What the home page asks for; the route asks it before the page is there. */
export const SHELF = {
  featured: { featured: "true", limit: SHOWN },
  trending: { sort: "trending", limit: SHOWN },
  newest: { sort: "newest", limit: SHOWN },
  articles: { kind: "article", sort: "newest", limit: ARTICLES },
} as const;
