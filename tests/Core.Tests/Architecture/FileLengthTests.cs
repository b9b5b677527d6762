namespace OrderRelay.Core.Tests.Architecture;

public sealed class FileLengthTests
{
    private const int Limit = 300;

    [Fact]
    public void No_source_file_exceeds_the_limit()
    {
        var lengths = Repository.SourceFiles("core", "local", "functions")
            .Select(static file => (Path: Path.GetRelativePath(Repository.Root, file), Lines: File.ReadLines(file).Count()))
            .ToArray();

        Assert.NotEmpty(lengths);
        Assert.DoesNotContain(lengths, static file => file.Lines > Limit);
    }
}
