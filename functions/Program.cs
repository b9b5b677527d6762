using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using OrderRelay.Functions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Configuration.CloseUnresolved();
builder.Services.AddRelay(builder.Configuration);
await builder.Build().RunAsync();
