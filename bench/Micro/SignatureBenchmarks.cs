using System.Globalization;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using OrderRelay.Core.Authentication;

namespace OrderRelay.Micro;

/// <summary>Standard Webhooks signatures, beside the bare hash that they are made of.</summary>
public class SignatureBenchmarks
{
    private const string Id = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W";

    private static readonly DateTimeOffset SentAt = DateTimeOffset.FromUnixTimeSeconds(1_767_610_800);
    private static readonly string Timestamp = SentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private readonly byte[] key = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];
    private readonly byte[] body = SampleEvents.Bodies[0];
    private string signature = "";

    [GlobalSetup]
    public void Prepare() => signature = Sign();

    [Benchmark(Baseline = true)]
    public int BareHash()
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return HMACSHA256.HashData(key, body, hash);
    }

    [Benchmark]
    public string Sign() => StandardWebhooksSignature.Sign(key, Id, SentAt, body);

    [Benchmark]
    public bool Verify() => StandardWebhooksSignature.Verify(key, Id, Timestamp, body, signature);
}
