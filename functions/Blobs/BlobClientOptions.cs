using Azure.Core;

namespace OrderRelay.Functions.Blobs;

/// <summary>Retries, transport and policies of the blob requests.</summary>
public sealed class BlobClientOptions : ClientOptions;
