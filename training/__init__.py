"""How the encoder and the weights of `kg/extract/data/` are made; `docs/model-card.md` says what comes out. Needs torch."""
