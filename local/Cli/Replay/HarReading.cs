namespace OrderRelay.Local.Cli.Replay;

/// <summary>What to take from an HTTP archive.</summary>
/// <param name="Provider">Whose webhooks every POST with a body is; null takes those to a webhooks path, and the provider from it.</param>
/// <param name="WithCredentials">Take the recorded credential along.</param>
internal sealed record HarReading(string? Provider, bool WithCredentials);
