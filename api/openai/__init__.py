"""The face that clients of the OpenAI protocol see: what they send, and answers in their form."""
