namespace OrderRelay.Local.Cli;

/// <summary>A verb cannot do what was asked; the message says why and what to do, and is all that the user sees.</summary>
internal sealed class VerbException(string message) : Exception(message);
