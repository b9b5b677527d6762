using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OrderRelay.Core.Tests.Architecture;

/// <summary>What is built and tested today is built and tested tomorrow: no version floats, and none is chosen in a project of its own.</summary>
public sealed partial class PackagePinsTests
{
    [Fact]
    public void Every_package_version_is_one_version()
    {
        var pins = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants().Where(static element => element.Name.LocalName is "PackageVersion" or "GlobalPackageReference").ToList();
        Assert.NotEmpty(pins);
        Assert.All(pins, static pin => Assert.Matches(Exact(), (string?)pin.Attribute("Version") ?? ""));
    }

    [Fact]
    public void No_project_chooses_a_version()
    {
        foreach (var file in Repository.ProjectFiles("."))
        {
            Assert.All(
                XDocument.Load(file).Descendants().Where(static element => element.Name.LocalName == "PackageReference"),
                reference => Assert.True(reference.Attribute("Version") is null && reference.Attribute("VersionOverride") is null, $"{Path.GetFileName(file)}: {reference}"));
        }
    }

    [Fact]
    public void Every_npm_dependency_is_one_version_and_locked()
    {
        string[] manifests = [.. ((string[])["infra", "tests"]).SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "package.json", SearchOption.AllDirectories))
            .Where(static path => !path.Contains("node_modules", StringComparison.Ordinal) && !path.Split(Path.DirectorySeparatorChar).Contains("bin"))];
        Assert.NotEmpty(manifests);
        foreach (var manifest in manifests)
        {
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(manifest)!, "package-lock.json")), $"{manifest} has no lock file beside it");
            var json = JsonNode.Parse(File.ReadAllText(manifest))!;
            foreach (var (name, version) in ((string[])["dependencies", "devDependencies"]).SelectMany(kind => json[kind]?.AsObject() ?? []))
            {
                Assert.True(Exact().IsMatch((string)version!), $"{manifest}: {name} {version}");
            }
        }
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.]+)?$")]
    private static partial Regex Exact();
}
