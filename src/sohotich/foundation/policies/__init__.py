"""What the province decides: dated overrides of the domain's defaults, who decided and why."""
