namespace OrderRelay.Core.Providers;

/// <summary>A provider's documented way to authenticate its webhooks.</summary>
/// <param name="Mode">One of <see cref="Authentication.AuthenticationMode"/>.</param>
/// <param name="Header">The request header that carries the credential.</param>
public sealed record AuthenticationDefaults(Authentication.AuthenticationMode Mode, string Header);
