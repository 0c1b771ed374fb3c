"""The assistant as tools of the Model Context Protocol, over a pipe or HTTP. Public texts only."""
