namespace OrderRelay.Local.Cli.Register;

/// <summary>What <c>register captain</c> was asked for.</summary>
internal sealed record RegisterOptions
{
    public static Uri CaptainApi { get; } = new("https://api.captain.ai");

    /// <summary>The stores' account ids.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>The relay's address for Captain's webhooks.</summary>
    public required Uri Webhooks { get; init; }

    /// <summary>Which webhooks; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Statuses to switch on.</summary>
    public IReadOnlyList<string> Enable { get; init; } = [];

    public Uri Api { get; init; } = CaptainApi;

    public bool DryRun { get; init; }

    public bool Check { get; init; }

    public bool Json { get; init; }
}
