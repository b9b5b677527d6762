using System.Runtime.CompilerServices;

namespace OrderRelay.Board.Tests.Browsing;

/// <summary>What the tests need beside .NET. Where it is missing they are skipped, with the reason.</summary>
internal static class Requirement
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    /// <summary>The folder of the tests' sources.</summary>
    public static string Sources { get; } = Here();

    /// <summary>Null where there is none.</summary>
    public static string? Chromium { get; } = Environment.GetEnvironmentVariable("ORDERRELAY_CHROMIUM") is { Length: > 0 } named
        ? named
        : Places.FirstOrDefault(File.Exists);

    public static string Axe { get; } = Path.Combine(Sources, "node_modules", "axe-core", "axe.min.js");

    public static string? BrowserMissing { get; } = Chromium is null
        ? "no Chromium: apt-get install chromium, or set ORDERRELAY_CHROMIUM to an executable"
        : File.Exists(Chromium) ? null : $"ORDERRELAY_CHROMIUM names {Chromium}, which is not there";

    public static string? AxeMissing { get; } = BrowserMissing
        ?? (File.Exists(Axe) ? null : "no axe-core: npm ci --prefix tests/Board.Tests");

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(Path.GetDirectoryName(path))!;
}

/// <summary>A test in a browser.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Requirement.BrowserMissing;
}

/// <summary>A test in a browser, with arguments.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Requirement.BrowserMissing;
}

/// <summary>A test in a browser against axe-core's rules.</summary>
public sealed class AxeTheoryAttribute : TheoryAttribute
{
    public AxeTheoryAttribute() => Skip = Requirement.AxeMissing;
}
