"""Where the nodes of a drawing stand: one computation for the page, GraphML and GEXF."""
