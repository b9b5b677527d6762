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
}
