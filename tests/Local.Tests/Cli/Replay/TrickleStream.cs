namespace OrderRelay.Local.Tests.Cli.Replay;

/// <summary>Gives its bytes a few at a time, as networks and pipes do.</summary>
internal sealed class TrickleStream(byte[] content, int chunk) : MemoryStream(content)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, chunk)]);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => base.ReadAsync(buffer[..Math.Min(buffer.Length, chunk)], cancellationToken);
}
