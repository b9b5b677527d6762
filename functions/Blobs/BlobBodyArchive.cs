using System.Globalization;
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
    /// <summary>The container that the infrastructure creates.</summary>
    public const string ContainerName = "bodies";

    private const string ServiceVersion = "2021-12-02";

    private readonly Uri container;
    private readonly HttpPipeline pipeline;
    private readonly TimeProvider time;

    private BlobBodyArchive(Uri container, HttpPipeline pipeline, TimeProvider time)
    {
        this.container = container;
        this.pipeline = pipeline;
        this.time = time;
    }

    /// <param name="container">The container's address.</param>
    /// <param name="credential">A managed identity or a developer.</param>
    /// <param name="time">Dates the requests.</param>
    public static BlobBodyArchive WithIdentity(Uri container, TokenCredential credential, TimeProvider time)
        => new(container, Build(new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default")), time);

    /// <summary>For local storage only: the deployed account takes no shared keys.</summary>
    /// <exception cref="FormatException">The connection string names no account or no key.</exception>
    public static BlobBodyArchive WithConnectionString(string connectionString, string container, TimeProvider time)
    {
        var account = StorageAccount.Parse(connectionString);
        return new(new($"{account.BlobEndpoint.AbsoluteUri.TrimEnd('/')}/{container}"), Build(new SharedKeyPolicy(account)), time);
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
        return message.Response.Status == 404 ? default(ReadOnlyMemory<byte>?) : message.Response.Content.ToMemory();
    }

    public async Task DeleteAllAsync(string prefix, CancellationToken cancellationToken)
    {
        foreach (var name in await NamesAsync(prefix, cancellationToken))
        {
            using var message = Message(RequestMethod.Delete, AddressOf(name));
            await pipeline.SendAsync(message, cancellationToken);
            Expect(message, 202, 404);
        }
    }

    /// <summary>The names of all bodies that begin so.</summary>
    internal async Task<IReadOnlyList<string>> NamesAsync(string prefix, CancellationToken cancellationToken)
    {
        List<string> names = [];
        string? marker = null;
        do
        {
            var page = await ListAsync(prefix, marker, cancellationToken);
            names.AddRange(page.Descendants("Name").Select(static name => name.Value));
            marker = page.Root?.Element("NextMarker")?.Value;
        }
        while (!string.IsNullOrEmpty(marker));
        return names;
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
        message.Request.Headers.SetValue("x-ms-date", time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
        return message;
    }

    private static HttpPipeline Build(HttpPipelinePolicy authentication) => HttpPipelineBuilder.Build(new BlobClientOptions(), authentication);

    private static void Expect(HttpMessage message, params ReadOnlySpan<int> statuses)
    {
        if (!statuses.Contains(message.Response.Status))
        {
            throw new RequestFailedException(message.Response);
        }
    }

    private sealed class BlobClientOptions : ClientOptions;
}
