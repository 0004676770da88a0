import { z } from "zod";
import { checkCard } from "../../assets/index.ts";
import { kindOfType } from "../address.ts";
import type { Hub } from "./hub.ts";
import { parseBody } from "../parse-body.ts";

const BODY_LIMIT = 8 * 1024 * 1024;
const ValidateYaml = z.object({
  content: z.string(),
  repoType: z.string().nullish(),
});

/** Asked before each commit of a README.md; the answer is JSON whatever it says. */
export function validateYamlRoutes({ app }: Hub): void {
  app.post("/api/validate-yaml", { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const { content, repoType } = parseBody(ValidateYaml, request.body);
    const { errors, warnings } = checkCard({ kind: kindOfType(repoType), source: content });
    const present = ({ message, line }: { message: string; line: number | null }) => ({
      message: line === null ? message : `${message} (line ${line})`,
    });
    return reply
      .status(errors.length === 0 ? 200 : 400)
      .send({ errors: errors.map(present), warnings: warnings.map(present) });
  });
}
