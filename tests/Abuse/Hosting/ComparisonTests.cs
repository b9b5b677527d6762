using System.Text.RegularExpressions;

namespace OrderRelay.Abuse.Hosting;

/// <summary>
/// How credentials are compared, by the source: a timing measured on a busy machine says nothing. Each comparison is of hashes of one
/// length, in constant time, and every candidate is looked at whether or not an earlier one was right.
/// </summary>
public sealed partial class ComparisonTests
{
    public static TheoryData<string> Comparers => new() { "core/Authentication", "local/Hosting/OperatorAccess.cs" };

    [Theory]
    [MemberData(nameof(Comparers))]
    public void Credentials_are_compared_in_constant_time_alone(string place)
    {
        var sources = Sources(place);
        Assert.Contains(sources, static source => source.Text.Contains("CryptographicOperations.FixedTimeEquals", StringComparison.Ordinal));
        foreach (var (path, text) in sources)
        {
            foreach (Match loop in CandidateLoop().Matches(text))
            {
                Assert.False(LeavesEarly().IsMatch(loop.Value), $"{path} leaves a loop over candidates early: {loop.Value}");
            }

            Assert.DoesNotMatch(PlainComparison(), text);
        }
    }

    private static List<(string Path, string Text)> Sources(string place)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OrderRelay.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not run inside the repository");
        }

        var path = Path.Combine(folder, place);
        return [.. (Directory.Exists(path) ? Directory.GetFiles(path, "*.cs") : [path]).Select(static file => (file, File.ReadAllText(file)))];
    }

    /// <summary>A loop whose body compares; up to the brace that closes it at its own depth.</summary>
    [GeneratedRegex(@"^(?<indent> *)foreach \([^\n]*\n\k<indent>\{(?:(?!^\k<indent>\})[\s\S])*?FixedTimeEquals[\s\S]*?^\k<indent>\}", RegexOptions.Multiline)]
    private static partial Regex CandidateLoop();

    [GeneratedRegex(@"\b(return|break|goto)\b")]
    private static partial Regex LeavesEarly();

    /// <summary>A credential's bytes or text compared as any other.</summary>
    [GeneratedRegex(@"\b(SequenceEqual|string\.Equals)\([^)]*(token|secret|hash|password|key|signature|presented)", RegexOptions.IgnoreCase)]
    private static partial Regex PlainComparison();
}
