import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { DirectParts, DirectPartsAsked } from "./direct.ts";

export const addressUploadParts = endpoint({
  id: "repositories.address-upload-parts",
  method: "POST",
  path: "/repositories/:kind/:owner/:name/uploads/:upload/direct-parts",
  summary: "Addresses at which whole parts of an upload go straight to the object storage",
  access: { who: "signed-in", scope: "write", right: "write" },
  params: Address.extend({ upload: z.string().max(64) }),
  body: DirectPartsAsked,
  answer: { status: 200, body: DirectParts },
  problems: ["upload-not-found", "upload-not-open"],
});
