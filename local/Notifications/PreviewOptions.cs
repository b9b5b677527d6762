namespace OrderRelay.Local.Notifications;

/// <summary>What a preview is to show.</summary>
internal sealed record PreviewOptions
{
    /// <summary>A template's name; null lists them.</summary>
    public string? Template { get; init; }

    public string Channel { get; init; } = "email";

    public bool Html { get; init; }

    /// <summary>With templates that replace built-in ones; null for none.</summary>
    public string? Folder { get; init; }

    public bool Json { get; init; }
}
