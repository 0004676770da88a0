/** Everything that Markdown of the gallery can say, once. */
export const WHOLE = `# Eyes

Owls have **large**, _tubular_ eyes; ~~round~~ _**both**_ they \`see\`. See [the atlas](https://owls.example/atlas "An atlas"), <https://owls.example> and [here][ref].

- one
- two
  1. nested
     > quoted
- [x] done
- [ ] open

3. third
4. fourth

> Night is a habitat.
>
> \`\`\`python
> hoot(2)
> \`\`\`

| Species | Gap | Eye |
| :-- | --: | :-: |
| Tawny | 3 \\| 4 | brown |

\`\`\`\`md
\`\`\`
fence in a fence
\`\`\`
\`\`\`\`

A footnote[^1], a line\\
that breaks, 1 \\* 2 \\_ 3, and ![an owl](images/owl.png "Owl").

***

## 猫头鹰 &amp; friends

[^1]: Measured in 2024.

[ref]: https://owls.example/ref
`;

/** What must stay harmless whoever reads it. */
export const HOSTILE = `<script>window.hit = 1</script>
<img src=x onerror="window.hit = 1">
<svg onload="window.hit = 1"><a xlink:href="javascript:window.hit=1">x</a></svg>
<iframe srcdoc="<script>parent.hit = 1</script>"></iframe>
<a href="java&#x73;cript:window.hit=1">link</a> [mark](javascript:window.hit=1) [data](data:text/html,x)
<details open ontoggle="window.hit = 1">more</details>
<form action="javascript:window.hit=1"><input autofocus onfocus="window.hit = 1"></form>
<style>body { display: none }</style>
<math><mtext></mtext><mglyph><style><img src=x onerror="window.hit = 1"></style></mglyph></math>

Words that are read.
`;
