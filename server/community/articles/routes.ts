import { ENDPOINTS } from "#contract/endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { addFile } from "./add-file.ts";
import { createDraft } from "./create-draft.ts";
import { deleteDraft } from "./delete-draft.ts";
import { getDraft } from "./get-draft.ts";
import { addLike, getLikes, removeLike } from "./like-asset.ts";
import { listArticles } from "./list-articles.ts";
import { listDrafts } from "./list-drafts.ts";
import { prepareFiles } from "./prepare-files.ts";
import { publishArticle } from "./publish-article.ts";
import { removeFile } from "./remove-file.ts";
import { saveDraft } from "./save-draft.ts";

const { community } = ENDPOINTS;

export function articleRoutes(mount: Mount<RequestContext>): void {
  mount(community.listArticleDrafts, ({ ctx }) => listDrafts(ctx));
  mount(community.createArticleDraft, ({ ctx, body }) => createDraft(ctx, body));
  mount(community.getArticleDraft, ({ ctx, params }) => getDraft(ctx, params.draft));
  mount(community.saveArticleDraft, ({ ctx, params, body }) => saveDraft(ctx, params.draft, body));
  mount(community.deleteArticleDraft, ({ ctx, params }) => deleteDraft(ctx, params.draft));
  mount(community.prepareArticleFiles, ({ ctx, params }) => prepareFiles(ctx, params.draft));
  mount(community.addArticleFile, ({ ctx, params, body }) => addFile(ctx, params.draft, body));
  mount(community.removeArticleFile, ({ ctx, params, query }) =>
    removeFile(ctx, params.draft, query.path),
  );
  mount(community.publishArticle, ({ ctx, params, body }) =>
    publishArticle(ctx, params.draft, body),
  );
  mount(community.listArticles, ({ ctx, query }) => listArticles(ctx, query));
  mount(community.getLikes, ({ ctx, params }) => getLikes(ctx, params));
  mount(community.addLike, ({ ctx, params }) => addLike(ctx, params));
  mount(community.removeLike, ({ ctx, params }) => removeLike(ctx, params));
}
