targetScope = 'subscription'

@minLength(1)
@maxLength(64)
@description('Name of the azd environment; it names the resource group.')
param environmentName string

@description('Region; it must offer Flex Consumption.')
param location string

@description('Object id of the person who deploys: may read the desk, set provider credentials and send test messages. Empty for a pipeline.')
param principalId string = ''

@description('HTTP instances that are always warm, so that a provider never meets a cold start. 0 costs nothing at rest.')
@minValue(0)
@maxValue(20)
param alwaysReadyHttpInstances int = 1

@description('Upper bound of instances, which also bounds what a flood can cost.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Concurrent webhooks that one instance takes before another is added.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 100

@description('Share of traces that is kept, from 0 to 100 per cent. Metrics and logs are never sampled.')
@minValue(0)
@maxValue(100)
param traceSamplingPercent int = 100

@description('Days after which archived bodies are deleted.')
@minValue(1)
param bodyRetentionDays int = 365

@description('Who gets the alerts; none are sent when empty.')
param alertEmail string = ''

var resourceToken = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'app/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
  }
}

module monitoring 'app/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    identityPrincipalId: identity.outputs.principalId
  }
}

module storage 'app/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    identityPrincipalId: identity.outputs.principalId
    operatorPrincipalId: principalId
    bodyRetentionDays: bodyRetentionDays
  }
}

module messaging 'app/messaging.bicep' = {
  name: 'messaging'
  scope: group
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    identityPrincipalId: identity.outputs.principalId
    operatorPrincipalId: principalId
  }
}

module secrets 'app/secrets.bicep' = {
  name: 'secrets'
  scope: group
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    identityPrincipalId: identity.outputs.principalId
    operatorPrincipalId: principalId
  }
}

module functions 'app/functions.bicep' = {
  name: 'functions'
  scope: group
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    applicationInsightsConnectionString: monitoring.outputs.applicationInsightsConnectionString
    storageAccountName: storage.outputs.accountName
    deploymentContainerName: storage.outputs.deploymentContainerName
    serviceBusHostName: messaging.outputs.hostName
    keyVaultUri: secrets.outputs.vaultUri
    alwaysReadyHttpInstances: alwaysReadyHttpInstances
    maximumInstanceCount: maximumInstanceCount
    httpConcurrency: httpConcurrency
    traceSamplingPercent: traceSamplingPercent
  }
}

module alerts 'app/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    alertEmail: alertEmail
    serviceBusNamespaceId: messaging.outputs.namespaceId
    logAnalyticsId: monitoring.outputs.logAnalyticsId
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = secrets.outputs.vaultName
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.accountName
output SERVICE_FUNCTIONS_NAME string = functions.outputs.name
output SERVICE_FUNCTIONS_URI string = functions.outputs.uri
output SERVICE_BUS_NAMESPACE string = messaging.outputs.hostName
output APPLICATIONINSIGHTS_NAME string = monitoring.outputs.applicationInsightsName
output WEBHOOK_URL string = '${functions.outputs.uri}/api/webhooks'
