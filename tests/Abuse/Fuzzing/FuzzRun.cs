using System.Diagnostics;
using System.Globalization;

namespace OrderRelay.Abuse.Fuzzing;

/// <summary>
/// How long to fuzz: a fixed number of cases, so that a run is the same everywhere; or, with <c>ORDERRELAY_FUZZ_MINUTES</c>, for as long as
/// that says. <c>ORDERRELAY_SEED</c> names the first case. Every case has a seed of its own, which a failure names.
/// </summary>
internal sealed class FuzzRun(int cases)
{
    private const int DefaultSeed = 20_260_301;

    private static readonly double? Minutes = double.TryParse(Environment.GetEnvironmentVariable("ORDERRELAY_FUZZ_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : null;

    private static readonly int FirstSeed = int.TryParse(Environment.GetEnvironmentVariable("ORDERRELAY_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : DefaultSeed;

    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>The seeds of the cases, one after the other.</summary>
    public IEnumerable<int> Seeds()
    {
        for (var number = 0; Minutes is { } minutes ? watch.Elapsed.TotalMinutes < minutes : number < cases; number++)
        {
            yield return unchecked(FirstSeed + number);
        }
    }

    /// <summary>What to put before a failure's own words.</summary>
    public static string Again(int seed, byte[] body)
        => $"ORDERRELAY_SEED={seed.ToString(CultureInfo.InvariantCulture)} shows it again as the first case; the body in base64, to be kept in tests/Abuse/corpus:\n{Convert.ToBase64String(body)}\n";
}
