import { ARTICLE_LIMITS, endingOf, roleOf } from "#contract/community/article-rules.ts";
import { problem, type Problem } from "#contract/problems.ts";
import { type FileType, TYPE_NAMES, typeOfEnding } from "./file-type.ts";
import { type FileSource, recogniseFile } from "./recognise-file.ts";

/**
 * COM-3: a file of an article is of a type that articles take, no larger than they allow, and what
 * its name says that it is.
 * @throws {Problem} `attachment-refused`, `file-too-large`, both naming the file.
 */
export async function checkArticleFile(name: string, source: FileSource): Promise<void> {
  const role = roleOf(name);
  const claimed = typeOfEnding(endingOf(name));
  if (role === undefined || claimed === undefined) throw refuseType(name);
  const limit = role === "attachment" ? ARTICLE_LIMITS.attachmentBytes : ARTICLE_LIMITS.imageBytes;
  if (source.sizeBytes > limit) {
    throw problem("file-too-large", {
      detail: `${name}: has ${source.sizeBytes} bytes; at most ${limit} are allowed`,
      extra: { path: name, limit },
    });
  }
  if (source.sizeBytes === 0) throw refused(name, "is empty", { claimed });
  const found = await recogniseFile(source);
  if (found === undefined) throw refused(name, `is not ${TYPE_NAMES[claimed]}`, { claimed });
  if (!isWithin(claimed, found.type)) {
    const message = `says it is ${TYPE_NAMES[claimed]} and is ${TYPE_NAMES[found.type]}`;
    throw refused(name, message, { claimed, found: found.type });
  }
  if (found.hasMacros && claimed !== "zip") {
    throw refused(name, "holds macros, which run when it is opened", { claimed });
  }
}

/** `attachment-refused` for a name whose ending no article takes. */
export function refuseType(name: string): Problem {
  return refused(name, "is of a type that an article does not take");
}

/** An office document is a zip archive too, and may be given as one. */
function isWithin(claimed: FileType, found: FileType): boolean {
  return claimed === found || (claimed === "zip" && ["docx", "xlsx", "pptx"].includes(found));
}

type Types = { claimed?: FileType; found?: FileType };

function refused(name: string, message: string, types: Types = {}): Problem {
  return problem("attachment-refused", {
    detail: `${name}: ${message}`,
    hint: "An article takes rar, zip, doc, docx, xls, xlsx, ppt, pptx, pdf and txt files",
    extra: { name, ...types },
  });
}
