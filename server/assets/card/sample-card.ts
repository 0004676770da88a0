/** A README.md for tests, written as people write them: comments, quotes and blanks of every kind. */
export const CARD = `---
# chosen by legal
license: apache-2.0   # see LICENSE
language:
- zh-CN
- en
library_name:   transformers
tags: [ 'llama',  "chat" ]

pipeline_tag: text-generation
widget:
- text: >
    folded
    words
  example_title: One
extra_gated_fields: {name: text, company: text}
---

# Title

\`\`\`yaml
---
license: mit
---
\`\`\`
`;
