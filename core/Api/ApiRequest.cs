using System.Globalization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Api;

/// <summary>The query of a request, read strictly: a parameter that makes no sense is refused with what would.</summary>
/// <param name="query">Looks up a query parameter; null when it is absent.</param>
/// <param name="who">Who asks, for the audit: the name of the operator's key, or how else the host let them in.</param>
public sealed class ApiRequest(Func<string, string?> query, string who = ApiRequest.Unnamed)
{
    /// <summary>Somebody whom the host let in without a name.</summary>
    public const string Unnamed = "operator";

    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    // Exact: the platform's lenient parser takes "10:18" for today and "3/4/2025" for March.
    private static readonly string[] InstantFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private readonly List<string> mistakes = [];

    /// <summary>A 400 that names every parameter that was wrong; null when all were right.</summary>
    public ApiAnswer? Mistakes => mistakes.Count == 0
        ? null
        : ApiAnswer.Problem(400, "invalid-parameter", "A parameter is invalid", string.Join(" ", mistakes));

    public string Who => who;

    public string? Text(string name) => query(name) is { Length: > 0 } value ? value : null;

    public int Limit()
    {
        if (Text("limit") is not { } text)
        {
            return DefaultLimit;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit)
        {
            return limit;
        }

        mistakes.Add($"limit is a whole number from 1 to {MaxLimit}.");
        return DefaultLimit;
    }

    public DateTimeOffset? Since()
    {
        if (Text("since") is not { } text)
        {
            return null;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, Utc, out var since))
        {
            return since;
        }

        mistakes.Add("since is an instant in ISO 8601, such as 2025-03-13T08:15:09Z.");
        return null;
    }

    public Headline? Status() => Word<Headline>("status");

    public DeadLetterReason? Reason() => Word<DeadLetterReason>("reason");

    public DeadLetterStatus? LetterStatus() => Word<DeadLetterStatus>("status");

    public AuditAction? Action() => Word<AuditAction>("action");

    /// <summary>How many a second.</summary>
    public int Rate()
    {
        if (Text("rate") is not { } text)
        {
            return JobDesk.DefaultRate;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) && rate is >= 1 and <= JobDesk.MaxRate)
        {
            return rate;
        }

        mistakes.Add($"rate is a whole number from 1 to {JobDesk.MaxRate}, letters per second.");
        return JobDesk.DefaultRate;
    }

    /// <summary>Says of a parameter that it makes no sense here.</summary>
    public void Refuse(string mistake) => mistakes.Add(mistake);

    public bool Flag(string name)
    {
        switch (Text(name))
        {
            case null or "false":
                return false;
            case "true":
                return true;
            default:
                mistakes.Add($"{name} is true or false.");
                return false;
        }
    }

    private TEnum? Word<TEnum>(string name)
        where TEnum : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (WireNames<TEnum>.TryParse(text, out var value))
        {
            return value;
        }

        mistakes.Add($"{name} is one of {string.Join(", ", WireNames<TEnum>.All)}.");
        return null;
    }
}
