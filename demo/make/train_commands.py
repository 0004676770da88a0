"""
Train `home-intent-bert-tiny`, a small BERT classifier, on `home-commands`.

Accuracy is measured twice on the files as written: on the generated test split and on the
sentences written by hand.
"""

import json
import math
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    PreTrainedTokenizerFast,
    pipeline,
)

from common import CONTENT, SEED, asset_folder, percent, seed_everything, write_figures, write_json
from save_tokenizer import save_tokenizer

NAME = "home-intent-bert-tiny"
DATA = CONTENT / "dataset" / "home-commands"
VOCABULARY_SIZE = 900
EPOCHS = 40
BATCH_SIZE = 32
PEAK_LEARNING_RATE = 1.5e-3
HIDDEN_TOKENS = 0.15  # the share of tokens masked while training, so no single word decides
SPECIAL_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def read_rows(split: str) -> list[dict[str, str]]:
    """One split of the dataset, as `make_commands.py` wrote it."""
    text = (DATA / f"{split}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def train_tokenizer(texts: list[str]) -> PreTrainedTokenizerFast:
    """
    BPE in lower case within words; every Chinese character is a word. (Not WordPiece, BERT's own:
    its trainer gives another vocabulary at each run.)
    """
    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY_SIZE, special_tokens=SPECIAL_TOKENS, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(token, tokenizer.token_to_id(token)) for token in ("[CLS]", "[SEP]")],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=64,
    )


def new_model(
    tokenizer: PreTrainedTokenizerFast, intents: list[str]
) -> BertForSequenceClassification:
    """The architecture, with random weights."""
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=96,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=256,
        max_position_embeddings=64,
        hidden_dropout_prob=0.2,
        pad_token_id=tokenizer.pad_token_id,
        id2label=dict(enumerate(intents)),
        label2id={intent: number for number, intent in enumerate(intents)},
    )
    return BertForSequenceClassification(config)


def hide_tokens(
    tokens: torch.Tensor, tokenizer: PreTrainedTokenizerFast, generator: torch.Generator
) -> torch.Tensor:
    """Replace a random share of the words by [MASK]; special tokens stay."""
    special = torch.tensor(tokenizer.all_special_ids)
    hidden = torch.rand(tokens.shape, generator=generator) < HIDDEN_TOKENS
    return tokens.masked_fill(hidden & ~torch.isin(tokens, special), tokenizer.mask_token_id)


def train(
    model: BertForSequenceClassification,
    tokenizer: PreTrainedTokenizerFast,
    rows: list[dict[str, str]],
) -> list[float]:
    """Train in place; returns the mean loss of each epoch."""
    generator = torch.Generator().manual_seed(SEED)
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=0.05)
    batches = math.ceil(len(rows) / BATCH_SIZE)
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, PEAK_LEARNING_RATE, total_steps=EPOCHS * batches
    )
    losses = []
    model.train()
    for epoch in range(EPOCHS):
        total = 0.0
        for chosen in torch.randperm(len(rows), generator=generator).split(BATCH_SIZE):
            batch = [rows[index] for index in chosen.tolist()]
            inputs = tokenizer([row["text"] for row in batch], padding=True, return_tensors="pt")
            inputs["input_ids"] = hide_tokens(inputs["input_ids"], tokenizer, generator)
            labels = torch.tensor([model.config.label2id[row["intent"]] for row in batch])
            loss = model(**inputs, labels=labels).loss
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            pace.step()
            total += loss.item() * len(batch)
        losses.append(round(total / len(rows), 4))
        print(f"epoch {epoch + 1}/{EPOCHS}: loss {losses[-1]:.4f}", flush=True)
    return losses


def evaluate(folder: Path, split: str) -> float:
    """The share of a split that the saved model gets right."""
    rows = read_rows(split)
    classify = pipeline("text-classification", model=str(folder))
    replies = classify([row["text"] for row in rows], batch_size=32)
    right = [reply["label"] == row["intent"] for reply, row in zip(replies, rows, strict=True)]
    return round(sum(right) / len(right), 4)


def main() -> None:
    seed_everything()
    folder = asset_folder("model", NAME)
    rows = read_rows("train")
    tokenizer = train_tokenizer([row["text"] for row in rows])
    model = new_model(tokenizer, sorted({row["intent"] for row in rows}))
    losses = train(model, tokenizer, rows)
    model.save_pretrained(folder)
    save_tokenizer(tokenizer, folder)

    accuracy = {split: evaluate(folder, split) for split in ("test", "test_by_hand")}
    write_json(folder / "eval_results.json", {"accuracy": accuracy, "losses": losses})
    write_figures(
        "model",
        NAME,
        {
            "parameters": f"{model.num_parameters():,}",
            "epochs": EPOCHS,
            "first_loss": f"{losses[0]:.2f}",
            "last_loss": f"{losses[-1]:.2f}",
            "accuracy": percent(accuracy["test"]),
            "accuracy_value": accuracy["test"],
            "hand_accuracy": percent(accuracy["test_by_hand"]),
            "hand_accuracy_value": accuracy["test_by_hand"],
        },
    )
    print(f"accuracy {accuracy}")


if __name__ == "__main__":
    main()
