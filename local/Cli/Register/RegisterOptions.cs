namespace OrderRelay.Local.Cli.Register;

/// <summary>What <c>register captain</c> was asked for.</summary>
internal sealed record RegisterOptions
{
    /// <summary>The stores' account ids.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>The relay's address for Captain's webhooks.</summary>
    public required Uri Webhooks { get; init; }

    /// <summary>Which webhooks; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Statuses to switch on.</summary>
    public IReadOnlyList<string> Enable { get; init; } = [];

    /// <summary>The base address of Captain's API, to which the keys are sent.</summary>
    public required Uri Api { get; init; }

    public bool DryRun { get; init; }

    public bool Check { get; init; }

    public bool Json { get; init; }
}
