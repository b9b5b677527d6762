// ASP.NET Core, MassTransit and a RabbitMQ quorum queue with publisher confirms, projected into PostgreSQL in batches.
using MassTransit;
using Npgsql;
using OrderRelay.Peers;
using OrderRelay.Peers.MassTransit;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
var settings = builder.Configuration;
await using var source = NpgsqlDataSource.Create(settings["Postgres"] ?? throw new InvalidOperationException("Postgres: the connection string is missing"));
await using (var create = source.CreateCommand(OrdersTable.Create))
    await create.ExecuteNonQueryAsync();

await Messaging.DeclareAsync(settings);
var counts = new Counts();
builder.Services.AddSingleton(source).AddSingleton(counts);
builder.Services.AddMassTransit(bus => Messaging.Configure(bus, settings));

await using var app = builder.Build();
var sender = new WebhookSender(app.Services.GetRequiredService<IBus>());
app.MapWebhook(settings["Token"] ?? throw new InvalidOperationException("Token: the provider's secret is missing"), sender.SendAsync, counts);
await app.RunAsync();
