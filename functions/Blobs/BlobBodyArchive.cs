using System.Xml.Linq;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace OrderRelay.Functions.Blobs;

/// <summary>
/// Bodies as block blobs of one container, over the service's REST interface: four operations, with Azure.Core's retries,
/// credentials and tracing.
/// </summary>
public sealed class BlobBodyArchive : IBodyArchive
{
    public const string ContainerName = "bodies";

    private const string ServiceVersion = "2021-12-02";

    private readonly Uri container;
    private readonly HttpPipeline pipeline;
    private readonly TimeProvider time;

    private BlobBodyArchive(Uri account, BlobClientOptions options, HttpPipelinePolicy authentication, TimeProvider time)
    {
        container = new($"{account.AbsoluteUri.TrimEnd('/')}/{ContainerName}");
        pipeline = HttpPipelineBuilder.Build(options, authentication);
        this.time = time;
    }

    /// <param name="account">The account's blob endpoint.</param>
    /// <param name="credential">A managed identity or a developer.</param>
    /// <param name="options">Retries and policies.</param>
    /// <param name="time">Dates the requests.</param>
    public static BlobBodyArchive WithIdentity(Uri account, TokenCredential credential, BlobClientOptions options, TimeProvider time)
        => new(account, options, new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default"), time);

    /// <summary>For local storage only: the deployed account takes no shared keys.</summary>
    public static BlobBodyArchive WithConnectionString(string connectionString, BlobClientOptions options, TimeProvider time)
    {
        var account = StorageAccount.Parse(connectionString);
        return new(account.BlobEndpoint, options, new SharedKeyPolicy(account), time);
    }

    /// <summary>For local storage, where no infrastructure created the container.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        using var message = Message(RequestMethod.Put, new($"{container}?restype=container"));
        await pipeline.SendAsync(message, cancellationToken);
        Expect(message, 201, 409);
    }

    public async Task PutAsync(string name, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var message = Message(RequestMethod.Put, AddressOf(name));
        message.Request.Headers.SetValue("x-ms-blob-type", "BlockBlob");
        message.Request.Headers.SetValue("Content-Type", "application/octet-stream");
        message.Request.Content = RequestContent.Create(body);
        await pipeline.SendAsync(message, cancellationToken);
        Expect(message, 201);
    }

    public async Task<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken)
    {
        using var message = Message(RequestMethod.Get, AddressOf(name));
        await pipeline.SendAsync(message, cancellationToken);
        Expect(message, 200, 404);
        return message.Response.Status == 404 ? null : message.Response.Content.ToMemory();
    }

    public async Task DeleteAllAsync(string prefix, CancellationToken cancellationToken)
    {
        string? marker = null;
        do
        {
            var page = await ListAsync(prefix, marker, cancellationToken);
            foreach (var name in page.Descendants("Name"))
            {
                using var message = Message(RequestMethod.Delete, AddressOf(name.Value));
                await pipeline.SendAsync(message, cancellationToken);
                Expect(message, 202, 404);
            }

            marker = page.Root?.Element("NextMarker")?.Value;
        }
        while (!string.IsNullOrEmpty(marker));
    }

    private async Task<XDocument> ListAsync(string prefix, string? marker, CancellationToken cancellationToken)
    {
        var next = marker is null ? "" : $"&marker={Uri.EscapeDataString(marker)}";
        using var message = Message(RequestMethod.Get, new($"{container}?restype=container&comp=list&prefix={Uri.EscapeDataString(prefix)}{next}"));
        await pipeline.SendAsync(message, cancellationToken);
        Expect(message, 200);
        return XDocument.Load(message.Response.Content.ToStream());
    }

    private Uri AddressOf(string name) => new($"{container}/{name}");

    private HttpMessage Message(RequestMethod method, Uri address)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.SetValue("x-ms-version", ServiceVersion);
        message.Request.Headers.SetValue("x-ms-date", time.GetUtcNow().ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        return message;
    }

    private static void Expect(HttpMessage message, params ReadOnlySpan<int> statuses)
    {
        if (!statuses.Contains(message.Response.Status))
        {
            throw new RequestFailedException(message.Response);
        }
    }
}
