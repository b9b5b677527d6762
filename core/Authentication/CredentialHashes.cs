using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace OrderRelay.Core.Authentication;

/// <summary>
/// Credentials as their SHA-256. Comparing hashes takes the same time whatever was presented, so that neither the content nor
/// the length of a credential leaks; every one is compared, so that neither does which of them was right.
/// </summary>
internal sealed class CredentialHashes
{
    private const int OnStack = 512;
    private readonly byte[][] hashes;

    public CredentialHashes(IEnumerable<string> credentials)
        => hashes = [.. credentials.Where(static text => text.Length > 0).Select(static text => SHA256.HashData(Encoding.UTF8.GetBytes(text)))];

    public bool Any => hashes.Length > 0;

    public bool Contain(ReadOnlySpan<char> presented)
    {
        var size = Encoding.UTF8.GetMaxByteCount(presented.Length);
        var rented = size > OnStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[OnStack];
        var found = Contain(buffer[..Encoding.UTF8.GetBytes(presented, buffer)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return found;
    }

    public bool Contain(ReadOnlySpan<byte> presented)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(presented, hash);
        var found = false;
        foreach (var known in hashes)
        {
            found |= CryptographicOperations.FixedTimeEquals(hash, known);
        }

        return found;
    }
}
