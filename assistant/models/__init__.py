"""Language models: one seam, through LangChain, behind limits."""
