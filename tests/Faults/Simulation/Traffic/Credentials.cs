using OrderRelay.Core.Authentication;

namespace OrderRelay.Faults.Simulation.Traffic;

/// <summary>What simulated providers prove themselves with, and what no log line may hold.</summary>
internal static class Credentials
{
    public const string Captain = "captain-token-8f1c";
    public const string Abbiamo = "abbiamo-token-77aa";
    public const string Wrong = "wrong-token-000";

    /// <summary>Is in everything about a person that a body holds.</summary>
    public const string Person = "Zz-Person";

    public static IReadOnlyList<string> Secrets { get; } = [Captain, Abbiamo, Wrong, Person];

    public static IWebhookHeaders Of(string provider, bool genuine)
        => provider == "abbiamo" ? new OneHeader("Authorization", genuine ? Abbiamo : Wrong) : new OneHeader("Auth-Token", genuine ? Captain : Wrong);

    private sealed class OneHeader(string header, string value) : IWebhookHeaders
    {
        public string? this[string name] => name.Equals(header, StringComparison.OrdinalIgnoreCase) ? value : null;
    }
}
