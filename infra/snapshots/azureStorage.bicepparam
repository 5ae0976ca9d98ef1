using '../main.bicep'

param environmentName = 'snapshot'
param location = 'westeurope'
param alertEmail = 'operator@example.com'
