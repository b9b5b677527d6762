namespace OrderRelay.Core.Authentication;

/// <summary>A user of HTTP Basic.</summary>
public sealed class BasicUser
{
    /// <summary>Without a colon, which HTTP Basic puts behind it.</summary>
    public string? Name { get; set; }

    public string? Password { get; set; }
}
