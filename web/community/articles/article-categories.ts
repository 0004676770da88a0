/** The part of the operator's tree that is meant for articles, as it is installed. */
export const ARTICLE_CATEGORIES = "articles";
