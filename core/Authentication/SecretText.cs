using System.Text;

namespace OrderRelay.Core.Authentication;

/// <summary>Signing secrets as configuration writes them.</summary>
public static class SecretText
{
    private const string HexPrefix = "hex:";
    private const string Base64Prefix = "base64:";

    /// <summary>The key's bytes; null when what follows <c>hex:</c> or <c>base64:</c> is neither, or nothing.</summary>
    public static byte[]? Read(string secret)
    {
        var text = secret.Trim();
        var key = text.StartsWith(HexPrefix, StringComparison.Ordinal) ? FromHex(text[HexPrefix.Length..])
            : text.StartsWith(Base64Prefix, StringComparison.Ordinal) ? FromBase64(text[Base64Prefix.Length..])
            : Encoding.UTF8.GetBytes(text);
        return key is { Length: > 0 } ? key : null;
    }

    /// <summary>The bytes of base64; null when it is none.</summary>
    public static byte[]? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static byte[]? FromHex(string text)
    {
        var bytes = new byte[text.Length / 2];
        return text.Length % 2 == 0 && Convert.FromHexString(text, bytes, out _, out _) is System.Buffers.OperationStatus.Done ? bytes : null;
    }
}
