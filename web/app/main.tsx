import "../ui/layers.css";
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "virtual:theme.css";
import "../ui/styles.css";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startTranslations } from "./i18n.ts";
import { createQueryClient } from "./query-client.ts";
import { Look } from "./look.tsx";
import { createPageRouter } from "./router.tsx";

const queryClient = createQueryClient();
const router = createPageRouter(queryClient);

const container = document.querySelector("#root");
if (!container) throw new Error("index.html has no #root");
await startTranslations();

createRoot(container).render(
  <StrictMode>
    <Look>
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" autoClose={5000} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </Look>
  </StrictMode>,
);
