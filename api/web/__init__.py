"""The pages: templates from the server, small ES modules, no outside resource."""
