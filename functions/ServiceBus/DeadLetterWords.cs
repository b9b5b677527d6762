using System.Text.Json;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Functions.ServiceBus;

/// <summary>Dead-letter reasons as the broker keeps them: the same words as everywhere else.</summary>
internal static class DeadLetterWords
{
    private static readonly Dictionary<string, DeadLetterReason> Reasons = Enum.GetValues<DeadLetterReason>().ToDictionary(Of, StringComparer.Ordinal);

    public static string Of(DeadLetterReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    /// <summary>The broker's own reasons (too many deliveries, time to live over) all say that handling never came to an end.</summary>
    public static DeadLetterReason Parse(string? word)
        => word is not null && Reasons.TryGetValue(word, out var reason) ? reason : DeadLetterReason.AttemptsExhausted;
}
