namespace OrderRelay.Local.Cli;

/// <summary>What each verb exits with.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The verb ran, and what it was to show did not hold: something was refused, missing or wrong.</summary>
    public const int Failed = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>The relay cannot start: the data folder is in use or damaged, the port is taken, a credential is missing.</summary>
    public const int CannotStart = 3;

    /// <summary>A check found that a store's webhooks go elsewhere. Its own code, so that a schedule can tell it from a failure to look.</summary>
    public const int Drifted = 4;
}
