"""Human work handed out: offered, claimed for a while, renewed, completed; nothing twice."""
