using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OrderRelay.Functions.Blobs;
using OrderRelay.Functions.Tables;

namespace OrderRelay.Functions.Hosting;

/// <summary>Creates tables and container on a developer's machine. In Azure the infrastructure did: a cold start asks for nothing.</summary>
internal sealed class LocalStorage(IConfiguration configuration, OrderTables tables, BlobBodyArchive bodies) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (StorageServices.ConnectionStringOf(configuration) is not null)
        {
            await tables.CreateAsync(cancellationToken);
            await bodies.CreateAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
