using System.Text.RegularExpressions;

namespace OrderRelay.Core.Tests.Providers.Pombo;

/// <summary>The guide shows this provider, which compiles and passes the contract: the two must not drift apart.</summary>
public sealed partial class PomboGuideTests
{
    [Theory]
    [InlineData("PomboProvider.cs")]
    [InlineData("PomboContractTests.cs")]
    [InlineData("samples/delivery.moved.with_courier.json")]
    public void Guide_shows_the_file_that_is_tested(string file)
    {
        var shown = Block().Matches(Read("docs/adding-a-provider.md")).ToDictionary(static match => match.Groups["file"].Value, static match => match.Groups["text"].Value);
        Assert.True(shown.ContainsKey(file), $"docs/adding-a-provider.md has no block behind <!-- file: {file} -->");
        Assert.Equal(Read(file.StartsWith("samples/", StringComparison.Ordinal) ? file.Replace("samples/", "samples/pombo/", StringComparison.Ordinal) : $"docs/pombo/{file}"), shown[file]);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, path));

    [GeneratedRegex(@"<!-- file: (?<file>\S+) -->\n```\w+\n(?<text>.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Block();
}
